#pragma once

namespace thanbai::charset {

// Combining marks of Vietnamese.
inline constexpr char16_t kGrave = 0x300, kAcute = 0x301, kCircumflex = 0x302, kTilde = 0x303, kBreve = 0x306,
                          kHook = 0x309, kHorn = 0x31B, kDot = 0x323;

/// The letter with the mark (NFC); 0 if Unicode has none, or either is 0.
[[nodiscard]] char32_t composed(char32_t letter, char32_t mark);

}  // namespace thanbai::charset

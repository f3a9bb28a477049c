#include <iostream>
#include <iterator>
#include <thanbai/thanbai.hpp>

int main() {
  const std::string html{std::istreambuf_iterator<char>(std::cin), {}};
  const auto article = thanbai::clean({.bytes = html, .url = "https://a.example/rain"});
  std::cout << article.title << "\n\n" << thanbai::write(article, thanbai::Format::text);
}

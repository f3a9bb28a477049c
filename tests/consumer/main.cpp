#include <iostream>

#include <thanbai/thanbai.hpp>

int main() {
  const std::string page =
      "<title>Rain</title><nav><a href=/>Home</a></nav><article><h1>Rain</h1>"
      "<p>Rain fell on the hills all night, and by the morning the river had left its bed and filled the lower "
      "fields, where the farmers had brought in the last of the rice only two days before.</p>"
      "<p>Nobody was hurt, said the head of the village, who had walked from door to door after midnight to wake "
      "those who live nearest to the water and to help them carry what they could upstairs.</p></article>";
  const auto article = thanbai::clean({.bytes = page, .url = "https://a.example/rain"});
  const std::string text = thanbai::write(article, thanbai::Format::text);
  std::cout << text;
  return text.find("Rain fell") != std::string::npos && text.find("Home") == std::string::npos ? 0 : 1;
}

#include <cstdio>
#include <thanbai/thanbai.hpp>
int main() { std::puts(thanbai::version()); }

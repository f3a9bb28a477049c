#include "clean/names.hpp"

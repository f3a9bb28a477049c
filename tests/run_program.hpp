#pragma once
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace thanbai::test {

/// A directory of its own, removed at the end.
class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "thanbai-test.XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] std::string path(const std::string& name = "") const { return path_ + "/" + name; }
  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }
  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }

 private:
  std::string path_;
};

inline std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Finished {
  int status = -1;        ///< exit status; -1: ended by `signal`
  int signal = 0;
  std::string out, err;
};

struct Command {
  std::vector<std::string> arguments;  ///< after the program's name
  std::string input;                   ///< on standard input
  std::string directory;               ///< to run in; empty: here
  const char* out = nullptr;           ///< instead of catching standard output, such as /dev/full
  int (*before)() = nullptr;           ///< in the child, before the program starts
};

inline void redirect(const std::string& path, int flags, int descriptor) {
  const int file = open(path.c_str(), flags, 0600);
  if (file < 0 || dup2(file, descriptor) < 0) _exit(126);
  close(file);
}

/// Starts the program; standard streams are files in `scratch`.
inline pid_t start(const char* program, const Command& command, const Scratch& scratch) {
  scratch.write("stdin", command.input);
  const pid_t child = fork();
  if (child != 0) return child;
  redirect(scratch.path("stdin"), O_RDONLY, STDIN_FILENO);
  redirect(command.out != nullptr ? command.out : scratch.path("stdout"), O_WRONLY | O_CREAT, STDOUT_FILENO);
  redirect(scratch.path("stderr"), O_WRONLY | O_CREAT, STDERR_FILENO);
  close_range(STDERR_FILENO + 1, ~0U, 0);
  if (!command.directory.empty() && chdir(command.directory.c_str()) != 0) _exit(126);
  if (command.before != nullptr && command.before() != 0) _exit(126);
  std::vector<char*> argv = {const_cast<char*>(program)};
  for (const auto& argument : command.arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  execv(program, argv.data());
  _exit(127);
}

inline Finished finish(pid_t child, const Scratch& scratch) {
  Finished finished;
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status)) finished.status = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) finished.signal = WTERMSIG(status);
  finished.out = read_all(scratch.path("stdout"));
  finished.err = read_all(scratch.path("stderr"));
  return finished;
}

/// Runs the program as a user does and waits for its end.
inline Finished run(const char* program, const Command& command) {
  const Scratch scratch;
  return finish(start(program, command, scratch), scratch);
}

}  // namespace thanbai::test

#include <unistd.h>

#include <exception>

#include <thanbai/thanbai.hpp>

#include "app/help.hpp"
#include "app/interrupt.hpp"
#include "app/options.hpp"
#include "app/output.hpp"
#include "app/rules_command.hpp"
#include "app/run.hpp"
#include "app/terminal.hpp"

namespace thanbai::app {
namespace {

int clean_pages(const Settings& settings, Terminal& terminal) {
  if (settings.inputs.empty() && settings.input_file.empty() && isatty(STDIN_FILENO) == 1) {
    terminal.report("", "nothing to clean: name a file or a URL, or pipe a page in; thanbai --help says more");
    return 2;
  }
  const auto rules = settings.rule_directories.empty() ? Result<Rulebook>(Rulebook::builtin())
                                                       : Rulebook::with(settings.rule_directories);
  if (!rules) {
    terminal.report(rules.error());
    return 2;
  }
  return run(settings, *rules, terminal);
}

int perform(const Settings& settings, Terminal& terminal) {
  switch (settings.task) {
    case Settings::Task::help: return print(help_text(), terminal);
    case Settings::Task::version: return print("thanbai " + std::string(version()) + "\n", terminal);
    case Settings::Task::generate: return print(generated(settings.task_argument), terminal);
    case Settings::Task::rules_check: return check_rules(settings.task_argument, terminal);
    case Settings::Task::rules_import: return import_rules(settings.task_argument, terminal);
    case Settings::Task::clean: break;
  }
  return clean_pages(settings, terminal);
}

}  // namespace
}  // namespace thanbai::app

int main(int argc, char** argv) {
  using namespace thanbai::app;
  handle_signals();
  Terminal terminal;
  int status = 2;
  try {
    const auto settings = parse_arguments({argv + 1, argv + argc});
    if (settings) status = perform(*settings, terminal);
    else terminal.report(settings.error());
  } catch (const std::exception& failure) {  // such as no memory or no threads
    terminal.report("", std::string("stopped: ") + failure.what());
  }
  if (interrupted()) end_as_interrupted();
  return status;
}

/** The engine's own command line, without the studio: what trains a model on a machine that has no workspace. */
import { engineCommands } from './commands.ts'
import { runCommandLine } from './run.ts'

process.exitCode = await runCommandLine(engineCommands, process.argv.slice(2))

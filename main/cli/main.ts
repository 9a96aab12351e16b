/** `npx moke`: the commands of the workspace and those of the engine. */
import type { CommandEntry } from '#engine/cli/command.ts'
import { engineCommands } from '#engine/cli/commands.ts'
import { runCommandLine } from '#engine/cli/run.ts'

/** In the order of the help. Each is loaded only when it is asked for. */
const workspaceCommands: readonly CommandEntry[] = [
  { name: 'import', summary: 'Bring Markdown files and folders in as lessons.', load: async () => (await import('./interchange.ts')).importMarkdown },
  { name: 'export', summary: 'Write lessons as Markdown files.', load: async () => (await import('./interchange.ts')).exportMarkdown },
  { name: 'publish', summary: 'Write a course as platforms and readers take it.', load: async () => (await import('./publish.ts')).publish },
  { name: 'archive add', summary: 'Add past works to the archive.', load: async () => (await import('./archive.ts')).archiveAdd },
  { name: 'archive list', summary: 'The works in the archive.', load: async () => (await import('./archive.ts')).archiveList },
  {
    name: 'archive check',
    summary: 'What would be learnt of the archive, and whether it is enough.',
    load: async () => (await import('./archive.ts')).archiveCheck,
  },
  {
    name: 'archive mask',
    summary: 'The names and words that are masked before anything is learnt, more of them, or fewer.',
    load: async () => (await import('./masks.ts')).archiveMask,
  },
  {
    name: 'bundle',
    summary: 'Pack past works and settings for teaching a model on other computers.',
    load: async () => (await import('./bundle.ts')).bundle,
  },
  { name: 'finetune', summary: 'Teach a base an author’s voice, from an archive or from files.', load: async () => (await import('./finetune.ts')).finetune },
  {
    name: 'proof',
    summary: 'What an adapter is worth on works that it did not learn.',
    load: async () => (await import('./proof.ts')).proof,
  },
  {
    name: 'adapter list',
    summary: 'What models were taught: in the studio’s list, and in your own folder.',
    load: async () => (await import('./adapter.ts')).adapterList,
  },
  { name: 'adapter export', summary: 'Write an adapter for llama.cpp or for PEFT.', load: async () => (await import('./adapter.ts')).adapterExport },
  { name: 'adapter import', summary: 'Take an adapter that was made elsewhere.', load: async () => (await import('./adapter.ts')).adapterImport },
  { name: 'backup list', summary: 'The backups there are of the library.', load: async () => (await import('./backup.ts')).backupList },
  { name: 'backup make', summary: 'Make a backup of the library now.', load: async () => (await import('./backup.ts')).backupMake },
  {
    name: 'backup restore',
    summary: 'Put a backup in the library’s place; what was there is kept.',
    load: async () => (await import('./backup.ts')).backupRestore,
  },
  {
    name: 'workspace export',
    summary: 'Pack the library, pictures and all, into one file.',
    load: async () => (await import('./workspace.ts')).workspaceExport,
  },
  {
    name: 'workspace import',
    summary: 'Put a packed library in this one’s place; what was there is kept.',
    load: async () => (await import('./workspace.ts')).workspaceImport,
  },
]

// What knows of a workspace stands in the place of what does not.
const others = engineCommands.filter(({ name }) => workspaceCommands.every((each) => each.name !== name))
process.exitCode = await runCommandLine([...workspaceCommands, ...others], process.argv.slice(2))

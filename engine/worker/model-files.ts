/** What is asked of models' files without loading one, as the contract has it. */
import { readdir, rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { memoryOfComputer } from '#engine/computer/index.ts'
import { cardMemory, inspectModel, partPaths } from '#engine/completion/index.ts'
import type { engine, ModelFile } from '#preload/contract/engine.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { identityOf } from './adapter-fit.ts'
import { asProblem } from './engine-problems.ts'
import { copyFiles } from './model-copies.ts'

type Members = 'names' | 'size' | 'inspect' | 'identity' | 'memory' | 'copy' | 'remove'

export function fileHandlers(): Pick<Handlers<typeof engine>, Members> {
  return {
    names: ({ folder }) => readdir(folder).catch(() => []),
    size: ({ path }) =>
      stat(path).then(
        ({ size }) => ({ bytes: size }),
        () => ({ bytes: 0 }),
      ),
    inspect: ({ path }) => asProblem(modelFile(path), path),
    identity: ({ path }) => identityOf(path),
    memory: async ({ cards }) => ({ ...(await memoryOfComputer()), card: cards ? await cardMemory() : null }),
    copy: async function* ({ path, folder }) {
      const { paths } = await asProblem(inspectModel(path), path)
      yield* copyFiles(paths, folder)
    },
    remove: async ({ path }) => {
      for (const part of partPaths(path)) await removed(part)
      return {}
    },
  }
}

async function modelFile(path: string): Promise<ModelFile> {
  const { path: first, description } = await inspectModel(path)
  const { name, architecture, bytes, files, parameters, contextTokens, quantisation, fileType, licence, languages, isInstruct, memory } = description
  return {
    path: first,
    facts: { name, architecture, bytes, files, parameters, contextTokens, quantisation, fileType, licence, languages: [...languages], isInstruct, memory },
  }
}

async function removed(path: string): Promise<void> {
  try {
    await rm(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw new Problem('disk-error', `${basename(path)} cannot be deleted`, { file: basename(path) }, error)
  }
}

/** Adapters of either form, by their path: a GGUF or a folder of PEFT. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DecoderConfig } from '#engine/model/index.ts'
import { FormatError, openGguf, shown } from '#engine/formats/index.ts'
import type { Adapter, AdapterDescription } from './adapter.ts'
import { describeGgufAdapter, readGgufAdapter } from './gguf-adapter.ts'
import { describePeftAdapter, readPeftAdapter } from './peft-adapter.ts'

/** Describes the adapter at a path by its headers. Throws FormatError for what is none. */
export async function describeAdapter(path: string): Promise<AdapterDescription> {
  return (await isFolder(path)) ? describePeftAdapter(path) : describeGgufAdapter(path)
}

/** Reads the adapter at a path for a base of these sizes. Throws FormatError where it is damaged, of a kind that is not computed here, or does not fit them. */
export async function readAdapter(path: string, config: DecoderConfig): Promise<Adapter> {
  const adapter = (await isFolder(path)) ? await readPeftAdapter(path, config) : await readGgufAdapter(path, config)
  for (const [name, { a, b, factor }] of adapter.matrices)
    if (![a, b].every((half) => half.every(Number.isFinite)) || !Number.isFinite(factor))
      throw new FormatError(path, `${shown(name)} has numbers that are none, so the file is damaged.`)
  return adapter
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path)).isDirectory()
}

/** One of a folder's adapters: what it says, or what is wrong with it. */
export type FoundAdapter = { readonly path: string } & (AdapterDescription | { readonly problem: string })

/** The adapters in a folder, by name; models that lie there too are passed over. None where there is no such folder. */
export async function listAdapters(folder: string): Promise<FoundAdapter[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found: FoundAdapter[] = []
  for (const name of names.sort()) {
    const path = join(folder, name)
    try {
      if (await holdsAdapter(path)) found.push({ path, ...(await describeAdapter(path)) })
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      found.push({ path, problem: error.message })
    }
  }
  return found
}

/** Whether a path is taken for an adapter: a folder with PEFT's config, or a GGUF that is not a model. */
async function holdsAdapter(path: string): Promise<boolean> {
  if (await isFolder(path)) return (await stat(join(path, 'adapter_config.json')).catch(() => undefined))?.isFile() ?? false
  if (!path.toLowerCase().endsWith('.gguf')) return false
  await using file = await openGguf(path)
  return file.metadata.get('general.type')?.value === 'adapter'
}

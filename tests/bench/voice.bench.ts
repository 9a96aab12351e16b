/**
 * An author's voice, learnt by the starter with the defaults and proved: `moke finetune --proof` on each archive in MOKE_CORPUS/authors, a tenth
 * held out in whole works. `voice.NAME.bpc_gain`: the share by which held-out bits per character fall; `saved_before`, `saved_after`: what
 * writing held-out works with suggestions saves; `minutes`: until the adapter is there, the proof not counted; `mb`: the most
 * memory. `voice.real.*`: the same of the first published model of tests/models and about 100,000 characters. MOKE_ARCHIVE=NAME measures one of
 * them, or `real`; MOKE_CHARACTERS=N and MOKE_STEPS=N take less, to try it.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { realModels, realModelsFolder } from '../../scripts/real-models.mjs'
import { root } from '../e2e/launch.ts'
import { archiveFile, archives, beginningOf, corpusFile, need, starter } from './corpus.ts'
import { peakMb } from './processes.ts'
import { figure, table } from './report.ts'

const { MOKE_ARCHIVE: only, MOKE_CHARACTERS: characters, MOKE_STEPS: steps } = process.env
need('voice', [corpusFile('authors')])
const folder = await mkdtemp(join(tmpdir(), 'moke-voice-'))
process.on('exit', () => void rm(folder, { recursive: true, force: true }))

/** The beginning of an archive as a file. */
async function part(name: string, most: number): Promise<string> {
  const lines: string[] = []
  for await (const { text, title } of beginningOf(name, most)) lines.push(JSON.stringify({ text, title }))
  const file = join(folder, `${name}.jsonl`)
  await writeFile(file, lines.join('\n'))
  return file
}

type Event = { readonly event?: string } & Record<string, unknown>

/** The lines of a run, the seconds until the one that says that it is done, and the most memory that it took, in MB. */
function taught(args: readonly string[]): Promise<{ events: Event[]; seconds: number; mb: number }> {
  const begun = performance.now()
  const child = spawn(process.execPath, [join(root, 'engine/cli/main.ts'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    let [out, seconds, mb] = ['', 0, 0]
    const watching = setInterval(() => {
      if (child.pid !== undefined) mb = Math.max(mb, peakMb(child.pid))
    }, 500)
    child.stdout.setEncoding('utf8').on('data', (some: string) => {
      out += some
      if (seconds === 0 && out.includes('"event":"done"')) seconds = (performance.now() - begun) / 1000
    })
    child.once('error', reject)
    child.once('close', (status) => {
      clearInterval(watching)
      if (status !== 0) return reject(new Error(`moke finetune ended with ${status}`))
      resolve({
        events: out
          .trim()
          .split('\n')
          .map((line): Event => JSON.parse(line)),
        seconds,
        mb,
      })
    })
  })
}

interface Proven {
  readonly bitsPerCharacter: { readonly before: number; readonly after: number }
  readonly writing: { readonly before: { readonly saved: { readonly value: number } }; readonly after: { readonly saved: { readonly value: number } } } | null
  readonly general: { readonly before: number; readonly after: number }
  readonly recital: { readonly after: { readonly own: number; readonly longest: number } } | null
  readonly verdict: string
  readonly seconds: number
}

/** Teaches a base an archive, and prints what came of it. */
async function measure(name: string, base: string, data: string): Promise<void> {
  const less = steps === undefined ? [] : ['--steps', steps]
  const { events, seconds, mb } = await taught(['finetune', '--base', base, '--data', data, '--out', join(folder, name), '--proof', '--json', ...less])
  const done = events.find(({ event }) => event === 'done') as { gain: number; before: number; after: number } | undefined
  const proof = events.find(({ event }) => event === 'proof') as Proven | undefined
  if (!done) throw new Error(`${name}: the run is not done`)
  const { gain, before, after } = done
  figure(`voice.${name}.bpc_gain`, gain, `${before.toFixed(3)} → ${after.toFixed(3)} bits per held-out character${proof ? `; ${noteOf(proof)}` : ''}`)
  if (proof?.writing) {
    figure(`voice.${name}.saved_before`, proof.writing.before.saved.value)
    figure(`voice.${name}.saved_after`, proof.writing.after.saved.value)
  }
  figure(`voice.${name}.minutes`, seconds / 60, proof ? `and ${(proof.seconds / 60).toFixed(1)} of proof` : '')
  figure(`voice.${name}.mb`, mb, 'the most that learning and proof took')
}

const isWanted = (name: string) => only === undefined || only === name
for (const name of archives())
  if (isWanted(name)) await measure(name, starter, characters === undefined ? archiveFile(name) : await part(name, Number(characters)))

const [real] = realModels
if (isWanted('real') && real) {
  const base = join(realModelsFolder, real.file)
  if (existsSync(base)) await measure('real', base, await part('javascript-tutorial', Number(characters ?? 100_000)))
  else console.error(`voice.real.*: not measured, for there is no ${base}; npm run test:models fetches it.`)
}
table()

function noteOf({ general, recital, verdict }: Proven): string {
  const drift = `general text ${general.before.toFixed(3)} → ${general.after.toFixed(3)}`
  return `${drift}, ${recital ? `${(100 * recital.after.own).toFixed(1)} % of windows recited, longest run ${recital.after.longest}` : ''}: ${verdict}`
}

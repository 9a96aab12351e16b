/**
 * An adapter applied by llama.cpp against our own forward with the adapter, at 1,000 positions of held-out text: the starter in half
 * precision, which is what the adapter is judged by, and as it ships, where llama.cpp rounds all that it multiplies to 8 bits.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import { readAdapter, writeGgufAdapter } from '#engine/adapters/index.ts'
import { exportBase, openBase, readWeights } from '#engine/bases/index.ts'
import { Tokenizer, vocabularyFromGgufMetadata } from '#engine/tokenizer/index.ts'
import { adapterParity } from '../integration/adapter-parity.ts'
import { randomAdapter } from '../unit/engine/adapters/random-adapter.ts'
import { figure, table } from './report.ts'

const POSITIONS = 1000
const WINDOW = 251

const root = join(import.meta.dirname, '..', '..')
const starter = join(root, 'resources', 'models', 'moke-starter-q8_0.gguf')
const folder = await mkdtemp(join(tmpdir(), 'moke-parity-'))
await using base = await openBase(starter)
const weights = await readWeights(base)

/** One that was trained, where MOKE_ADAPTER names it; else one that is drawn, about as strong. */
const named = process.env['MOKE_ADAPTER']
const adapter = named === undefined ? randomAdapter(base.config, 8, 0.15) : await readAdapter(named, base.config)
const adapterFile = join(folder, 'adapter.gguf')
await writeGgufAdapter(adapterFile, adapter, base.config)
const half = join(folder, 'half.gguf')
await exportBase(half, base, { name: 'half', precision: 'f16' })

const lines = (await readFile(join(root, 'tests', 'fixtures', 'heldout-paragraphs.jsonl'), 'utf8')).trim().split('\n')
const text = lines.map((line): string => JSON.parse(line).text).join('\n')
const tokens = [...new Tokenizer(vocabularyFromGgufMetadata(base.metadata)).encode(text)]
const windows = Array.from({ length: Math.ceil(POSITIONS / (WINDOW - 1)) }, (_, i) => tokens.slice(i * WINDOW, (i + 1) * WINDOW))

const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1, logLevel: LlamaLogLevel.error })
const measure = (model: string, strength = 1) => adapterParity(llama, { model, adapterFile, config: base.config, weights, adapter, strength }, windows)
const judged = await measure(half)
const what = `${named === undefined ? 'a drawn adapter' : 'a trained adapter'} that changes log-probabilities by ${judged.effect.toFixed(2)}`
figure('parity.top1', judged.top1, `share of ${judged.positions} positions with the same likeliest token, starter in half precision, ${what}`)
figure('parity.logprob', judged.logProbability, 'mean absolute difference of the log-probability of the token that follows, in nats')
const shipped = await measure(starter)
figure('parity.shipped_top1', shipped.top1, 'the starter as it ships, in 8 bits')
figure('parity.shipped_logprob', shipped.logProbability)
const bare = await measure(starter, 0)
figure('parity.shipped_bare_top1', bare.top1, 'the same without an adapter: what rounding to 8 bits does by itself')
figure('parity.shipped_bare_logprob', bare.logProbability)
await llama.dispose()
await rm(folder, { recursive: true })
table()

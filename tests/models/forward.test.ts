/** Published weights in our own forward and in llama.cpp, on the same tokens: what is trained here is what completes there. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getLlama } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportBase, openBase, readWeights } from '#engine/bases/index.ts'
import { realModels, realModelsFolder } from '../../scripts/real-models.mjs'
import { llamaProbabilities, ownLogProbabilities } from '../integration/both-forwards.ts'

const TEXT = '开课之前，先想清楚三件事：谁来听，听完能做什么，为什么是你来讲。A course is a promise: keep it short, keep it true, and say first what it is for.'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-forward-'))
})
afterAll(() => rm(folder, { recursive: true }))

for (const { file } of realModels) {
  const path = join(realModelsFolder, file)
  test.skipIf(!existsSync(path))(`${file} gives the same likeliest tokens, and nearly the same log-probabilities`, async () => {
    const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 2 })
    const model = await llama.loadModel({ modelPath: path, vocabOnly: true })
    const tokens: number[] = model.tokenize(TEXT)
    await model.dispose()
    await using base = await openBase(path)
    // With packed matrices llama.cpp rounds what it multiplies to 8 bits, which changes more than any fault would: so both get half precision.
    const half = join(folder, file)
    await exportBase(half, base, { name: file, precision: 'f16' })
    const theirs = await llamaProbabilities(llama, half, tokens, 20)
    await llama.dispose()
    const own = await ownLogProbabilities(base.config, await readWeights(base), tokens)
    let [sum, counted, same] = [0, 0, 0]
    for (const [t, row] of theirs.entries()) {
      const [likeliest = -1] = [...row].sort((a, b) => b[1] - a[1])[0] ?? []
      const share = Math.log([...row.keys()].reduce((all, token) => all + Math.exp(own[t]![token]!), 0))
      for (const [token, probability] of row) {
        if (probability < 1e-3) continue
        sum += Math.abs(Math.log(probability) - (own[t]![token]! - share))
        counted++
      }
      if (own[t]!.indexOf(own[t]!.reduce((a, b) => Math.max(a, b))) === likeliest) same++
    }
    expect(counted).toBeGreaterThan(tokens.length * 10)
    expect(same / tokens.length).toBeGreaterThan(0.97)
    expect(sum / counted).toBeLessThan(0.02)
  })
}

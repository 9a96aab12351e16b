/** The memory that a model is said to take before it is loaded, against what its process took. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { describeModel } from '#engine/completion/index.ts'
import { realModels, realModelsFolder } from '../../scripts/real-models.mjs'

const starter = fileURLToPath(new URL('../../resources/models/moke-starter-q8_0.gguf', import.meta.url))
const files = [...realModels.map(({ file }) => join(realModelsFolder, file)), starter]

describe.each(files)('%s', (path) => {
  test.skipIf(!existsSync(path))('it takes what was said, and not much less', async () => {
    const { weights, cache, compute, program } = (await describeModel(path)).memory
    const said = weights + cache + compute + program
    const took = Number(execFileSync(process.execPath, [fileURLToPath(new URL('resident-memory.ts', import.meta.url)), path], { encoding: 'utf8' }))
    // Buffers that no step has filled yet are not resident; the program itself is of another size on each system.
    expect(took / said, `${took} of ${said}`).toBeGreaterThan(0.6)
    expect(took / said, `${took} of ${said}`).toBeLessThan(1.25)
  })
})

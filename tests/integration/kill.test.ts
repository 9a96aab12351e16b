import { expect, test } from 'vitest'
import { join } from 'node:path'
import { connectToRead } from '#main/store/database.ts'
import { findDamage } from '#main/store/verify.ts'
import { newFolder, startHost } from '../e2e/launch.ts'
import { packAndKill, runKills, startAndKill } from './kill-run.ts'
import { hostWithoutEngine } from './without-engine.ts'

test('it has everything that was acknowledged after a hundred kills in the middle of writing', async () => {
  const folder = newFolder()
  const parts = newFolder()
  const program = hostWithoutEngine(parts.path)
  const seed = Date.now() % 1e9
  const report = await runKills({
    kills: 100,
    seed,
    start: () => startHost(folder.path, undefined, {}, program),
    startAndKill: (afterMs) => startAndKill(folder.path, afterMs, program),
    packAndKill: (afterMs) => packAndKill(folder.path, afterMs),
  })
  console.log(JSON.stringify({ seed, ...report }))
  const db = connectToRead(join(folder.path, 'workspace.sqlite'))
  const damage = findDamage(db, true)
  db.close()
  expect({ lost: report.lost, invented: report.invented, differences: report.differences, damage }).toEqual({
    lost: 0,
    invented: 0,
    differences: [],
    damage: null,
  })
  expect(report.writing).toBeGreaterThanOrEqual(75)
  expect(report.inFlight).toBeGreaterThan(100)
  for (const one of [folder, parts]) one.discard()
})

/** Names of voices: two that are made or brought in on one day are told apart by them. */
import type { VoiceFolder } from './voice-records.ts'

const most = 100

/** The name where nothing is called so, else with a number behind it, as files are named: `我的笔风（2）`. At most 100 characters. Pure. */
export function ownName(wanted: string, taken: readonly string[]): string {
  const keys = new Set(taken.map(keyOf))
  if (!keys.has(keyOf(wanted))) return wanted
  const plain = wanted.replace(/(?: \(\d+\)|（\d+）)$/, '')
  for (let number = 2; ; number += 1) {
    const tried = withNumber(plain, number)
    if (!keys.has(keyOf(tried))) return tried
  }
}

/** What voices are called, and models that a base became as a whole, with the one that is being learnt. */
export function namesIn(files: Pick<VoiceFolder, 'adapters' | 'models' | 'readRun'>): string[] {
  const run = files.readRun()
  return [...files.adapters().map(({ record }) => record.name), ...files.models().map(({ name }) => name), ...(run ? [run.run.name] : [])]
}

const keyOf = (name: string) => name.normalize('NFC').toLowerCase()

function withNumber(name: string, number: number): string {
  const behind = /\p{Script=Han}/u.test(name) ? `（${number}）` : ` (${number})`
  return name.slice(0, most - behind.length).toWellFormed() + behind
}

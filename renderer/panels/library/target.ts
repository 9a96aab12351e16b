/** What an author writes into the fields of a target. Pure. */
import type { LessonTarget } from '#preload/contract/plan.ts'

/** A number that was written; `null` for an empty field, `undefined` for what is none, or none that can be. */
export type Written = number | null | undefined

/** What lessons aim at together; `undefined` where they differ. */
export type CommonTarget = { readonly [N in keyof LessonTarget]: LessonTarget[N] | undefined }

/** What all of them aim at. */
export function commonTarget(targets: readonly LessonTarget[]): CommonTarget {
  const common = <N extends keyof LessonTarget>(name: N) => {
    const first = targets[0]?.[name] ?? null
    return targets.every((target) => target[name] === first) ? first : undefined
  }
  return { words: common('words'), minutes: common('minutes') }
}

const mostWords = 1_000_000
const mostMinutes = 10_000

/** 字: `1200`, `1,200`, `１２００`, `1200 字`, `1.2 万`. */
export function writtenWords(text: string): Written {
  const plain = bare(text, /(字|characters?|words?)$/i)
  if (plain === '') return null
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)(万|千|k)?$/i.exec(plain) ?? []
  const count = Number(digits) * (/万/.test(unit) ? 10_000 : unit ? 1000 : 1)
  return digits !== '' && Number.isInteger(count) && count >= 1 && count <= mostWords ? count : undefined
}

/** Minutes: `9`, `4.5`, `4:30`, `９ 分钟`. */
export function writtenMinutes(text: string): Written {
  const plain = bare(text, /(分钟|分|minutes?|min)$/i)
  if (plain === '') return null
  const [, whole = '', seconds] = /^(\d+(?:\.\d+)?)(?::([0-5]\d))?$/.exec(plain) ?? []
  const minutes = Number(whole) + Number(seconds ?? 0) / 60
  return whole !== '' && minutes >= 0.1 && minutes <= mostMinutes ? Math.round(minutes * 100) / 100 : undefined
}

function bare(text: string, unit: RegExp): string {
  return text.normalize('NFKC').replaceAll(/[\s,]/g, '').replace(unit, '')
}

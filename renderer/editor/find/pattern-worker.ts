/** Runs an author's regular expression beside the page, which goes on whatever that takes. */
import { matchesIn } from '#preload/document/matching.ts'
import type { PatternQuestion } from './find-runner.ts'

addEventListener('message', ({ data }: MessageEvent<PatternQuestion>) => {
  const expression = new RegExp(data.pattern.source, data.pattern.flags)
  postMessage({ id: data.id, matches: data.texts.map((text) => matchesIn(text, expression, true)) })
})

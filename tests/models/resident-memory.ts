/** Completes once with the model of the first argument and prints the bytes that the process then holds. */
import { openCompleter } from '#engine/completion/index.ts'

const [, , path = ''] = process.argv
await using completer = await openCompleter({ path, device: 'cpu', threads: { writing: 1, reading: 1 } })
const place = { course: '课', chapter: '章', lesson: '节', headings: [], after: '', block: 'paragraph' as const, candidate: 0 }
const running = completer.complete({ ...place, before: '写作是一件需要耐心的事情。'.repeat(60) }, new AbortController().signal)
for await (const part of running) if (part.done) break
console.log(process.memoryUsage.rss())

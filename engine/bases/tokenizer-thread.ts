/** Entry of the thread that a folder's tokenizer works in: reading a large one takes seconds and a gigabyte, which its end gives back. */
import { parentPort, workerData } from 'node:worker_threads'
import { FormatError } from '#engine/formats/index.ts'
import { FolderTokenizer } from './folder-tokenizer.ts'
import type { Answer, Question } from './threaded-tokenizer.ts'

/** An edge: what went wrong goes back to whoever asked. */
async function answerTo(question: Question): Promise<Answer> {
  try {
    const tokenizer = await opened
    if (question.kind === 'encode') return { kind: 'ids', ids: Uint32Array.from(tokenizer.encode(question.text)) }
    if (question.kind === 'decode') return { kind: 'text', text: tokenizer.decode([...question.ids]) }
    return { kind: 'opened', vocabularySize: tokenizer.vocabularySize, endOfText: tokenizer.endOfText }
  } catch (error) {
    if (error instanceof FormatError) return { kind: 'refused', path: error.path, reason: error.message.slice(error.path.length + 2), fault: error.kind }
    return { kind: 'failed', error }
  }
}

const opened = FolderTokenizer.open(String(workerData))
// Each question that is asked meets the error again.
opened.catch(() => {})
parentPort?.on('message', (question: Question) => {
  void answerTo(question).then((answer) => parentPort?.postMessage(answer))
})

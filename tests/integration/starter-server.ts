/** A server of OpenAI's completions protocol with the real starter behind it, one token after another, by llama.cpp and none of our rules. */
import { join } from 'node:path'
import { getLlama, LlamaLogLevel, type Token } from 'node-llama-cpp'
import { event, type ProtocolServer, protocolServer } from '../unit/engine/completion/protocol-server.ts'

const starter = join(import.meta.dirname, '../../resources/models/moke-starter-q8_0.gguf')

/** `tells`: whether it says how likely its words are. */
export async function starterServer({ tells = true }: { tells?: boolean } = {}): Promise<ProtocolServer> {
  const llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.error })
  const model = await llama.loadModel({ modelPath: starter })
  const context = await model.createContext({ contextSize: 1024, threads: 1 })
  const sequence = context.getSequence()
  const options = { temperature: 1, topK: 5, topP: 1, minP: 0 }

  async function likeliest(tokens: readonly Token[]): Promise<[Token, number][]> {
    const last = tokens.length - 1
    const answers = await sequence.controlledEvaluate(
      tokens.map((token, at) => (at < last ? token : [token, { generateNext: { probabilities: true, options } }])),
    )
    return [...(answers[last]?.next.probabilities ?? new Map<Token, number>())].sort(([, a], [, b]) => b - a)
  }

  const server = await protocolServer(async (response, { body }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    await sequence.clearHistory()
    const prompt = model.tokenize(body.prompt)
    const said: Token[] = []
    const textOf = (tokens: readonly Token[]) => model.detokenize([...tokens], false, prompt.slice(-4))
    for (let choices = await likeliest(prompt); said.length < body.max_tokens && !response.destroyed; choices = await likeliest(said.slice(-1))) {
      const [token, probability] = choices[0] ?? [model.tokens.eos, 0]
      if (token === null || model.isEogToken(token)) break
      const [before, now] = [textOf(said), textOf([...said, token])]
      said.push(token)
      // A character that is not whole yet is sent with its end, as servers do.
      const text = now.endsWith('\uFFFD') ? '' : now.slice(before.replace(/\uFFFD+$/, '').length)
      if (text.includes('\n')) break
      const others = Object.fromEntries(choices.slice(1).map(([other, share]) => [textOf([...said.slice(0, -1), other]).slice(before.length), share]))
      response.write(event({ text, ...(tells && { probability, others }) }))
    }
    response.end(`${event({ text: '' }, 'stop')}data: [DONE]\n\n`)
  })
  return {
    ...server,
    get asked() {
      return server.asked
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      await llama.dispose()
    },
  }
}

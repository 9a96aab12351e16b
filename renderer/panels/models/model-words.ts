/** What a model's file says, in words. Pure. */
import { type Memory, type ModelEntry, type ModelFacts, modelTitle } from '#preload/contract/models.ts'
import { formatBytes, formatCount } from '#renderer/ui/format.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'
import { licenceKind } from './licence.ts'
import { neededBytes, type Verdict } from './verdict.ts'

/** Families that authors have heard of, as they are written; any other is named as its file names it. */
const families: Readonly<Record<string, string>> = {
  llama: 'Llama',
  llama4: 'Llama 4',
  qwen2: 'Qwen 2',
  qwen2moe: 'Qwen 2 MoE',
  qwen3: 'Qwen 3',
  qwen3moe: 'Qwen 3 MoE',
  gemma: 'Gemma',
  gemma2: 'Gemma 2',
  gemma3: 'Gemma 3',
  gemma3n: 'Gemma 3n',
  glm4: 'GLM-4',
  glm4moe: 'GLM-4 MoE',
  chatglm: 'ChatGLM',
  deepseek: 'DeepSeek',
  deepseek2: 'DeepSeek 2',
  minicpm: 'MiniCPM',
  minicpm3: 'MiniCPM 3',
  baichuan: 'Baichuan',
  internlm2: 'InternLM 2',
  ernie4_5: 'ERNIE 4.5',
  'hunyuan-dense': 'Hunyuan',
  phi2: 'Phi 2',
  phi3: 'Phi 3',
  mistral3: 'Mistral 3',
  smollm3: 'SmolLM 3',
  granite: 'Granite',
  gpt2: 'GPT-2',
  rwkv7: 'RWKV 7',
}

/** What the engine reads of a text at most (engine/completion/model-file.ts). */
const usedTokens = 1024

interface Line {
  readonly name: string
  readonly value: string
  readonly tone?: 'warn'
}

/** The facts of a model, one a line. `memory` is null while it is not known. */
export function factLines(
  t: Translate,
  language: Language,
  { place, file: fileName, facts }: Pick<ModelEntry, 'place' | 'file'> & { facts: ModelFacts },
  memory: Memory | null,
): Line[] {
  const size = formatBytes(language, facts.bytes)
  const kind = [
    t('models.family', { family: families[facts.architecture] ?? facts.architecture, count: formatCount(language, facts.parameters) }),
    t(facts.isInstruct ? 'models.instruct' : 'models.base'),
  ]
  const file = [facts.files > 1 ? t('models.files', { size, count: facts.files }) : size, quantisationWords(t, facts)]
  const isCalledOtherwise = place !== 'shipped' && facts.name !== modelTitle(fileName)
  return [
    ...(isCalledOtherwise ? [{ name: t('models.own-name'), value: facts.name }] : []),
    { name: t('models.kind'), value: kind.join(' · ') },
    { name: t('models.size'), value: file.join(' · ') },
    licenceLine(t, place, facts),
    ...(facts.languages.length > 0 ? [languageLine(t, language, facts.languages)] : []),
    { name: t('models.context'), value: t('models.context-value', { count: facts.contextTokens, used: Math.min(facts.contextTokens, usedTokens) }) },
    { name: t('models.memory'), value: memoryWords(t, language, facts, memory) },
  ]
}

function licenceLine(t: Translate, place: ModelEntry['place'], facts: ModelFacts): Line {
  const name = t('models.licence')
  const { licence } = facts
  if (place === 'shipped') return { name, value: t('models.licence-shipped') }
  const kind = licenceKind(licence)
  if (kind === 'none') return { name, value: t('models.licence-none'), tone: 'warn' }
  const value = t(`models.licence-${kind}`, { licence: licence ?? '' })
  return kind === 'open' ? { name, value } : { name, value, tone: 'warn' }
}

/** As the file says, `Q4_K_M` → `4 位量化 (Q4_K_M)`; what most of its numbers are, too, where that is another thing; what is not known is named as it is. */
export function quantisationWords(t: Translate, { quantisation, fileType }: Pick<ModelFacts, 'quantisation' | 'fileType'>): string {
  const most = bitsWords(t, quantisation)
  if (fileType === null || fileType === quantisation) return most
  const told = bitsWords(t, fileType)
  return bitsOf(fileType) === bitsOf(quantisation) ? told : t('models.bits-mixed', { told, most })
}

function bitsOf(type: string): number | null {
  const bits = /^(?:I?Q|T?Q|MXFP|NVFP)(\d)/.exec(type)?.[1] ?? /^B?F(16|32)$/.exec(type)?.[1]
  return bits === undefined ? null : Number(bits)
}

function bitsWords(t: Translate, type: string): string {
  const bits = bitsOf(type)
  return bits === null ? type : `${t('models.bits', { bits })} (${type})`
}

/** Moke's authors write Chinese, which a model that names English alone was not taught. */
function languageLine(t: Translate, language: Language, codes: readonly string[]): Line {
  const name = t('models.languages')
  const value = languageWords(language, codes)
  const isEnglishOnly = codes.every((code) => /^en(g|glish|-\w+)?$/i.test(code))
  return isEnglishOnly ? { name, value: t('models.english-only', { language: value }), tone: 'warn' } : { name, value }
}

/** Codes such as `zh` in the interface's language. */
function languageWords(language: Language, codes: readonly string[]): string {
  const names = new Intl.DisplayNames(language, { type: 'language', fallback: 'code' })
  const words = codes.map((code) => (/^[a-z]{2,3}(-\w+)*$/i.test(code) ? (names.of(code) ?? code) : code))
  return words.join(language === 'zh-CN' ? '、' : ', ')
}

function memoryWords(t: Translate, language: Language, { memory }: ModelFacts, computer: Memory | null): string {
  const needed = formatBytes(language, neededBytes(memory))
  if (!computer) return t('models.memory-needed', { needed })
  const words = [t('models.memory-value', { needed, free: formatBytes(language, computer.free) })]
  if (computer.card) words.push(t('models.card-value', { card: computer.card.name ?? t('models.card'), free: formatBytes(language, computer.card.free) }))
  return words.join(' · ')
}

/** What is to be expected of a model, and what can be done. */
export function verdictSentence(t: Translate, language: Language, verdict: Verdict): string {
  const size = (bytes: number) => formatBytes(language, bytes)
  switch (verdict.kind) {
    case 'slow':
      return t('models.slow', { seconds: Math.max(1, Math.round(verdict.seconds)), most: size(verdict.most) })
    case 'tight':
      return t('models.tight', { missing: size(verdict.missing) })
    case 'too-large':
      return t('models.too-large', { needed: size(verdict.needed), total: size(verdict.total), most: size(verdict.most) })
    default:
      return t(`models.${verdict.kind}`)
  }
}

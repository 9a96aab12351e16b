/** Where accepted text came from: what is kept of that with the text, and how it is told. Pure. */
import { modelTitle } from '#preload/contract/models.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import type { Provenance } from '#preload/document/schema.ts'
import { formatShare, formatWhen } from '#renderer/ui/format.ts'
import { modelName } from '#renderer/ui/model-name.ts'
import type { Texts } from '#renderer/ui/i18n.tsx'

/** The mark of text that was accepted from a suggestion at a time. */
export function provenanceOf({ model, adapter }: Pick<Suggestion, 'model' | 'adapter'>, at: number): Provenance {
  return { model, ...(adapter && { adapter: adapter.name, strength: adapter.strength }), at }
}

/** One sentence: which model, with whose voice and how strongly, and when it was accepted. */
export function provenanceSentence({ t, language }: Texts, { model, adapter, strength, at }: Provenance): string {
  const told = { model: modelName(t, { id: model, name: modelTitle(model.replace(/^server:/, '')) }), when: formatWhen(language, at) }
  if (adapter === undefined) return t('editor.written-by', told)
  return t('editor.written-with', { ...told, adapter, strength: formatShare(language, strength ?? 1) })
}

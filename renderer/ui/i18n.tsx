/** The language of the interface for React: one provider at the root, one hook everywhere. */
import { createContext, type ReactNode, use, useMemo } from 'react'
import { type Language, type Translate, translator } from './translate.ts'

/** `t(key, values)` answers a string of the table in the current language. */
export interface Texts {
  readonly language: Language
  readonly t: Translate
}

const TextsContext = createContext<Texts>({ language: 'zh-CN', t: translator('zh-CN') })

/** Sets the language for everything inside it. */
export function TextsProvider({ language, children }: { language: Language; children: ReactNode }) {
  const value = useMemo(() => ({ language, t: translator(language) }), [language])
  return <TextsContext value={value}>{children}</TextsContext>
}

/** The strings in the current language: `const { t } = useTexts()`. */
export function useTexts(): Texts {
  return use(TextsContext)
}

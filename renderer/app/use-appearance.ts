import { useLayoutEffect } from 'react'
import type { Settings } from '#preload/contract/settings.ts'
import type { Language } from '#renderer/ui/translate.ts'

/** Writes language and theme onto <html>, following the system's theme when the author wants that. */
export function useAppearance(language: Language, theme: Settings['theme']): void {
  useLayoutEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useLayoutEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      document.documentElement.dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
    }
    apply()
    dark.addEventListener('change', apply)
    return () => dark.removeEventListener('change', apply)
  }, [theme])
}

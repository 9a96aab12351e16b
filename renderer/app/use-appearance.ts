import { useLayoutEffect } from 'react'
import type { Settings } from '#preload/contract/settings.ts'
import type { Language } from '#renderer/ui/translate.ts'

/** Writes language, theme and the page's type onto <html>, following the system's theme when the author wants that. */
export function useAppearance(language: Language, { theme, textSize, measure }: Pick<Settings, 'theme' | 'textSize' | 'measure'>): void {
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
  useLayoutEffect(() => {
    const { style } = document.documentElement
    style.setProperty('--body', `${textSize}px`)
    style.setProperty('--measure', `${textSize * measure}px`)
  }, [textSize, measure])
}

import { FilePath } from '#renderer/ui/file-path.tsx'
import { formatBytes } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'

/** Worth a try for Chinese, by what the computer has: what to look for, and about how large it is. */
const worthwhile = [
  { computer: 'small', name: 'Qwen3-0.6B-Base', type: 'Q8_0', bytes: 0.65e9 },
  { computer: 'middle', name: 'Qwen3-1.7B-Base', type: 'Q4_K_M', bytes: 1.3e9 },
  { computer: 'large', name: 'Qwen3-4B-Base', type: 'Q4_K_M', bytes: 2.5e9 },
] as const
const sites = { modelscope: 'modelscope.cn', huggingface: 'huggingface.co' }

/** Which models are worth adding and where they are found, as text to be copied: the studio goes nowhere. `isOpen` where there is none yet. */
export function WhichModel({ isOpen }: { isOpen: boolean }) {
  const { t, language } = useTexts()
  return (
    <details className="models-which" open={isOpen}>
      <summary>{t('models.which')}</summary>
      <p>{t('models.which-lead')}</p>
      <dl>
        {worthwhile.map(({ computer, name, type, bytes }) => (
          <div key={name}>
            <dt>{t(`models.which-${computer}`)}</dt>
            <dd>
              <FilePath path={name} />
              <small>{t('models.which-size', { type, size: formatBytes(language, bytes) })}</small>
            </dd>
          </div>
        ))}
      </dl>
      <p>{t('models.which-where', sites)}</p>
    </details>
  )
}

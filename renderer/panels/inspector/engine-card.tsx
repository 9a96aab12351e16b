import { ChevronRight } from 'lucide-react'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { Switch } from '#renderer/ui/switch.tsx'

/** The switch of suggestions, and what makes them: which model, on what. */
export function EngineCard({ toggleKeys, onModels }: { toggleKeys?: string | undefined; onModels: () => void }) {
  const { t } = useTexts()
  const host = useHost()
  const engine = useValue(host.engine)
  const on = useValue(host.settings).suggestions
  const isConnected = useValue(host.link) === 'connected'
  return (
    <section className="card" aria-label={t('engine.model')}>
      <div className="engine-switch">
        <Switch label={t('inspector.switch')} checked={on} onChange={(suggestions) => host.changeSettings({ suggestions })} />
        {toggleKeys && <Kbd keys={toggleKeys} />}
      </div>
      {engine && isConnected && (
        <dl className="engine-facts">
          {engine.model && (
            <div>
              <dt>{t('engine.model')}</dt>
              <dd>
                <button type="button" className="engine-model" aria-haspopup="dialog" onClick={onModels}>
                  {modelName(t, engine.model)}
                  <ChevronRight aria-hidden="true" />
                </button>
              </dd>
            </div>
          )}
          {engine.device && (
            <div>
              <dt>{t('engine.runs-on')}</dt>
              <dd>
                {engine.deviceName ?? t(`device.${engine.device}`)}
                {engine.threads !== null && engine.device === 'cpu' && ` · ${t('status.threads', { count: engine.threads })}`}
              </dd>
            </div>
          )}
          {engine.phase !== 'ready' && (
            <div>
              <dt>{t('inspector.state')}</dt>
              <dd>{t(`engine.${engine.phase}`)}</dd>
            </div>
          )}
        </dl>
      )}
      <p className="inspector-note">{engine?.server ? t('inspector.server', { host: engine.server.host }) : t('inspector.local')}</p>
    </section>
  )
}

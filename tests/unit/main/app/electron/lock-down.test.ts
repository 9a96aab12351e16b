import { EventEmitter } from 'node:events'
import type { App, Session, WebContents } from 'electron'
import { describe, expect, test } from 'vitest'
import { lockDownApp, lockDownContents, lockDownSession } from '#main/app/electron/lock-down.ts'

/** The part of Electron that is used, recorded. A cast each, because a whole Electron is not to be had here. */
class Contents extends EventEmitter {
  opening: unknown
  link = 'https://example.com/'
  setWindowOpenHandler(handler: (details: object) => unknown): void {
    this.opening = handler({ url: this.link })
  }
  /** Whether the event was stopped. */
  tell(name: string, event: object = {}): boolean {
    let stopped = false
    this.emit(name, {
      ...event,
      preventDefault: () => {
        stopped = true
      },
    })
    return stopped
  }
}

describe('the contents of any window', () => {
  test('it opens no window, goes nowhere and attaches no webview', () => {
    const contents = new Contents()
    const left: string[] = []
    lockDownContents(contents as unknown as WebContents, (address) => left.push(address))
    expect([contents.opening, left]).toEqual([{ action: 'deny' }, ['https://example.com/']])
    const leave = ['will-navigate', 'will-frame-navigate'].map((name) => contents.tell(name, { url: 'https://example.com/' }))
    const reload = ['will-navigate', 'will-frame-navigate'].map((name) => contents.tell(name, { url: 'moke://studio/' }))
    expect([leave, reload]).toEqual([
      [true, true],
      [false, false],
    ])
    expect([contents.tell('will-redirect', { url: 'moke://studio/' }), contents.tell('will-attach-webview')]).toEqual([true, true])
  })

  test.each(['file:///etc/passwd', 'moke://studio/', 'javascript:alert(1)', 'ms-settings:', 'nonsense'])('it hands %s to nobody', (link) => {
    const contents = Object.assign(new Contents(), { link })
    const left: string[] = []
    lockDownContents(contents as unknown as WebContents, (address) => left.push(address))
    expect([contents.opening, left]).toEqual([{ action: 'deny' }, []])
  })

  test('it is locked down however it came to be', () => {
    const app = Object.assign(new EventEmitter(), {
      sandboxed: 0,
      enableSandbox() {
        this.sandboxed += 1
      },
      switches: new Map<string, string>(),
      commandLine: { appendSwitch: (name: string, value: string) => app.switches.set(name, value) },
    })
    lockDownApp(app as unknown as App, () => undefined)
    const contents = new Contents()
    app.emit('web-contents-created', {}, contents)
    expect([app.sandboxed, app.switches.get('host-resolver-rules'), contents.opening]).toEqual([1, 'MAP * ~NOTFOUND', { action: 'deny' }])
  })
})

test('the session requests nothing from outside and grants nothing', () => {
  const got: Record<string, unknown> = {}
  const ask = (name: string, ...values: unknown[]) => {
    got[name] = values
  }
  type Hook = (...values: never[]) => unknown
  const hooks: Record<string, Hook> = {}
  const keep = (name: string) => (hook: Hook) => {
    hooks[name] = hook
  }
  const session = Object.assign(new EventEmitter(), {
    webRequest: { onBeforeRequest: keep('request') },
    setPermissionRequestHandler: keep('permission'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setDisplayMediaRequestHandler: keep('screen'),
    setSpellCheckerEnabled: (on: boolean) => {
      got['spelling'] = on
    },
  })
  lockDownSession(session as unknown as Session, false)
  const call = (name: string, ...values: unknown[]): unknown => Reflect.apply(hooks[name] ?? (() => 'no handler'), undefined, values)

  const cancelled = ['https://example.com/x', 'http://localhost/', 'file:///etc/passwd', 'moke://studio/index.html'].map((url) => {
    let answer: unknown
    call('request', { url }, (given: { cancel: boolean }) => {
      answer = given.cancel
    })
    return answer
  })
  expect(cancelled).toEqual([true, true, true, false])

  call('permission', {}, 'media', (given: boolean) => ask('media', given), { requestingUrl: 'moke://studio/', isMainFrame: true })
  call('permission', {}, 'clipboard-sanitized-write', (given: boolean) => ask('copy', given), { requestingUrl: 'moke://studio/index.html', isMainFrame: true })
  call('screen', {}, (given: unknown) => ask('screen', given))
  expect(got).toEqual({ media: [false], copy: [true], screen: [null], spelling: false })
  expect([call('check', null, 'geolocation', 'moke://studio', { isMainFrame: true }), call('device', { deviceType: 'hid' })]).toEqual([false, false])

  const isStopped = (address: string): boolean => {
    let stopped = false
    const preventDefault = () => {
      stopped = true
    }
    session.emit('will-download', { preventDefault }, { getURL: () => address })
    return stopped
  }
  // Only what the page itself made is saved as a file.
  const addresses = ['https://example.com/x.zip', 'data:text/plain,x', 'blob:https://example.com/1', 'moke://studio/index.html', 'blob:moke://studio/1f2e']
  expect(addresses.map(isStopped)).toEqual([true, true, true, true, false])
})

import { useSentences, useSurroundings } from '../../host/hooks.ts'
import { CheckField } from '../../ui/Field.tsx'
import { type Method, nameOf, siteOf } from '../account-methods/method.ts'
import { sentenceFor } from './order.ts'

type WaysProps = {
  providers: readonly string[]
  /** Those of them that can remember what the buyer pays with. */
  keeps: readonly string[]
  /** What is remembered. */
  methods: readonly Method[]
  /** The one tried last. */
  chosen: string | undefined
}

/** The ways to pay, first what is remembered; with one alone there is nothing to choose. */
export function Ways({ providers, keeps, methods, chosen }: WaysProps) {
  const { checkout } = useSentences()
  const wordsOf = (provider: string) => sentenceFor<readonly [string, string]>(checkout.providers, provider)
  const [first = ''] = providers
  if (providers.length === 1 && methods.length === 0)
    return (
      <>
        <input type="hidden" name="provider" value={first} />
        <p className="mute">{wordsOf(first)?.[1]}</p>
        {keeps.includes(first) && <Remember provider={first} />}
      </>
    )
  const kept = methods.map((method) => `${method.provider}:${method.ref}`)
  const preferred = kept[methods.findIndex((method) => method.preferred)] ?? kept[0] ?? first
  const marked = chosen && [...kept, ...providers].includes(chosen) ? chosen : preferred
  return (
    <div className="checkout-ways">
      {methods.map((method, index) => (
        <KeptWay key={method.ref} method={method} value={kept[index] ?? ''} marked={marked} />
      ))}
      {providers.map((provider) => (
        <div key={provider} className="checkout-way">
          <label>
            <input type="radio" name="provider" value={provider} required defaultChecked={provider === marked} />
            <span>
              <b>{wordsOf(provider)?.[0] ?? provider}</b>
              <span className="mute">{wordsOf(provider)?.[1]}</span>
            </span>
          </label>
          {keeps.includes(provider) && <Remember provider={provider} />}
        </div>
      ))}
    </div>
  )
}

function KeptWay({ method, value, marked }: { method: Method; value: string; marked: string }) {
  const { t } = useSurroundings()
  return (
    <div className="checkout-way">
      <label>
        <input type="radio" name="provider" value={value} required defaultChecked={value === marked} />
        <span>
          <b className="num">{nameOf(t, method)}</b>
          <span className="mute">{t.methods.useKept(siteOf(t, method.provider))}</span>
        </span>
      </label>
    </div>
  )
}

/** Asked each time, and never ticked beforehand. */
function Remember({ provider }: { provider: string }) {
  const t = useSentences()
  const { methods: words } = t
  return (
    <div className="checkout-remember">
      <CheckField label={words.remember(siteOf(t, provider))} name="remember" value={provider} />
      <p className="mute small">{words.rememberHint}</p>
    </div>
  )
}

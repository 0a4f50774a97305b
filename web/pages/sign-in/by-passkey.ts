import type { Acting } from '../../host/page.ts'
import { getPasskey } from '../../host/passkey.ts'

/** Signs in with a passkey of this device; runs in browsers alone, as its button is shown there alone. */
export async function signInByPasskey({ api, t }: Pick<Acting, 'api' | 't'>): Promise<void> {
  const credential = await getPasskey(await api['POST /api/sign-in/passkey-options'](), t)
  await api['POST /api/sign-in/passkey']({ body: { credential } })
}

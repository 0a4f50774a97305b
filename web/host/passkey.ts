import type { ProblemDocument } from '../../src/http/client.ts'
import type { Sentences, WebClient } from './services.ts'

type CreationOptions = Awaited<ReturnType<WebClient['POST /api/me/passkey-options']>>
type RequestOptions = Awaited<ReturnType<WebClient['POST /api/sign-in/passkey-options']>>
/** An authenticator's answer as the API takes it. */
export type Credential = Parameters<WebClient['POST /api/sign-in/passkey']>[0]['body']['credential']

/** Whether this browser can make and use passkeys, and speaks JSON about them (WebAuthn level 3). */
export const canPasskey = (): boolean =>
  typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential

/** Has the device make a passkey. Throws a problem in the reader's words when the person would rather not, or the device cannot. */
export const createPasskey = (options: CreationOptions, t: Sentences): Promise<Credential> =>
  answered(t, () =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON),
    }),
  )

/** Has the device sign with a passkey, as `createPasskey`. */
export const getPasskey = (options: RequestOptions, t: Sentences): Promise<Credential> =>
  answered(t, () =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON),
    }),
  )

async function answered(t: Sentences, ask: () => Promise<globalThis.Credential | null>): Promise<Credential> {
  try {
    return ((await ask()) as PublicKeyCredential).toJSON() as unknown as Credential
  } catch (error) {
    const [title, detail] =
      error instanceof DOMException && error.name === 'InvalidStateError' ? t.security.known : t.security.notGiven
    const document: ProblemDocument = { type: 'about:blank', status: 400, code: 'passkey_refused', title, detail }
    throw Object.assign(new Error(detail), { name: 'Problem', ...document })
  }
}

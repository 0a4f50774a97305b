import { refuse } from '../../../errors.ts'

/** What an authenticator answers, as browsers write it in JSON (WebAuthn level 3, §5.1.8). */
export interface Signed {
  id: string
  rawId: string
  type: 'public-key'
  response: Record<string, unknown>
  clientExtensionResults: Record<string, unknown>
}

/** A public key as it is kept. */
export interface KeptKey {
  credentialId: string
  /** COSE, base64url. */
  publicKey: string
  counter: number
  transports: string[]
}

/** The question the answer is to: in what the authenticator signed, so that it cannot be another's. Refuses `passkey_refused`. */
export function challengeOf({ response: { clientDataJSON } }: Signed): string {
  try {
    const data = JSON.parse(Buffer.from(String(clientDataJSON), 'base64url').toString())
    if (typeof data.challenge === 'string') return data.challenge
  } catch {
    return refuse('passkey_refused')
  }
  return refuse('passkey_refused')
}

/** Checks the answer to a question for a new key (WebAuthn §7.1): made for us, here, by somebody the device knows. Refuses `passkey_refused`. */
export async function verifyRegistration(given: Signed, challenge: string, publicUrl: string) {
  const { verifyRegistrationResponse } = await webauthn()
  const { registrationInfo } = await refusingFaults(
    verifyRegistrationResponse({
      ...expectations(challenge, publicUrl),
      response: given as unknown as Answer<'verifyRegistrationResponse'>,
    }),
  )
  if (!registrationInfo) refuse('passkey_refused')
  const { credential, credentialBackedUp } = registrationInfo
  const key: KeptKey = {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: credential.transports ?? [],
  }
  return { ...key, synced: credentialBackedUp }
}

/** Checks a signature by a key we keep (WebAuthn §7.2); returns its new count. Refuses `passkey_refused`, also for a count that went back. */
export async function verifySignature(
  given: Signed,
  key: KeptKey,
  challenge: string,
  publicUrl: string,
): Promise<number> {
  const { verifyAuthenticationResponse } = await webauthn()
  const { verified, authenticationInfo } = await refusingFaults(
    verifyAuthenticationResponse({
      ...expectations(challenge, publicUrl),
      response: given as unknown as Answer<'verifyAuthenticationResponse'>,
      credential: {
        id: key.credentialId,
        publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
        counter: key.counter,
      },
    }),
  )
  return verified ? authenticationInfo.newCounter : refuse('passkey_refused')
}

/** Loaded when it is first asked for: few calls need it, and it is large. */
const webauthn = () => import('@simplewebauthn/server')

type Verifiers = Awaited<ReturnType<typeof webauthn>>
type Answer<Name extends 'verifyRegistrationResponse' | 'verifyAuthenticationResponse'> = Parameters<
  Verifiers[Name]
>[0]['response']

/** Our domain, as keys are bound to it. */
export const relyingParty = (publicUrl: string): string => new URL(publicUrl).hostname

const expectations = (challenge: string, publicUrl: string) => ({
  expectedChallenge: challenge,
  expectedOrigin: new URL(publicUrl).origin,
  expectedRPID: relyingParty(publicUrl),
  requireUserVerification: true,
})

/** The library throws whatever is wrong with an answer, and it came from a stranger. */
async function refusingFaults<T>(verified: Promise<T>): Promise<T> {
  try {
    return await verified
  } catch {
    return refuse('passkey_refused')
  }
}

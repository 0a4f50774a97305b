import { errors, jwtVerify, SignJWT } from 'jose'
import { keyFor } from './sign.ts'

const algorithm = 'HS256'

/** A text that proves, when it comes back, that its bearer reads the mail of an address; good for a day, for one purpose. */
export const mailedProof = (secret: string, purpose: string, email: string): Promise<string> =>
  new SignJWT({ email }).setProtectedHeader({ alg: algorithm }).setExpirationTime('1 day').sign(keyFor(secret, purpose))

/** The address that such a text proves; undefined when it is false, of another purpose, or too old. */
export async function provenEmail(secret: string, purpose: string, token: string): Promise<string | undefined> {
  try {
    const options = { algorithms: [algorithm], requiredClaims: ['exp'] }
    const { payload } = await jwtVerify<{ email: string }>(token, keyFor(secret, purpose), options)
    return payload.email
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}

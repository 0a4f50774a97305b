import { refuse } from '../../../errors.ts'

/** The fewest characters of a password: what ASVS 5.0 (6.2.1) and NIST SP 800-63B ask at least; the form's hint asks for more. */
export const fewestCharacters = 8
/** The most: far above the 64 that must be taken, and short enough to be hashed at once. All of them count. */
export const mostCharacters = 128

/** Whose password it is to be. */
export interface Owner {
  name: string
  email: string
}

/** Refuses `password_common` and `password_own` at the field `password`, by the rules of `flawOf`. Its length is a matter of shape. */
export async function checkPassword(password: string, owner: Owner): Promise<void> {
  const flaw = flawOf(password, owner, await commonPasswords())
  if (flaw) refuse(`password_${flaw}`, undefined, 'password')
}

/**
 * What is wrong with a password (NIST SP 800-63B revision 4, §3.1.1.2): it is among those everybody tries first, or is made of the person's own
 * name or address or the name of this service. Which kinds of characters it has does not matter.
 */
export function flawOf(password: string, { name, email }: Owner, common: ReadonlySet<string>): 'common' | 'own' | null {
  const small = password.normalize('NFKC').toLowerCase()
  if (common.has(small) || isOneCharacter(small)) return 'common'
  const local = email.slice(0, email.lastIndexOf('@'))
  const own = [email, local, name, ...name.split(/\s+/), 'conflux'].map(core).filter((word) => word.length > 2)
  return own.includes(core(small)) ? 'own' : null
}

const isOneCharacter = (text: string) => new Set(text).size === 1

/** Letters and digits alone, without a number behind: `Ana.Reis-2026!` is `anareis`. */
const core = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
    .replace(/\p{N}+$/u, '')

let common: Promise<ReadonlySet<string>> | undefined

/** Some fifty thousand passwords of known breaches, in small letters; loaded when first asked for, so that a start does not wait for them. */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map((password) => password.toLowerCase())),
  )
  return common
}

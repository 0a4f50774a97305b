import type { SignIn } from '../config.ts'

/**
 * Where the forms that begin a sign-in at another provider lead without JavaScript; of the providers that are set up alone. Facebook goes on to
 * its site for phones; an OpenID provider may have its page elsewhere than its issuer, and then needs JavaScript.
 */
export function signInOrigins({ google, facebook, x, linkedin, github, oidc }: SignIn): readonly string[] {
  return [
    ...(google ? ['https://accounts.google.com'] : []),
    ...(facebook ? ['https://www.facebook.com', 'https://m.facebook.com'] : []),
    ...(x ? ['https://x.com'] : []),
    ...(linkedin ? ['https://www.linkedin.com'] : []),
    ...(github ? ['https://github.com'] : []),
    ...(oidc ? [new URL(oidc.issuer).origin] : []),
  ]
}

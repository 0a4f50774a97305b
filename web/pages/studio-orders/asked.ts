/** The parameters of a list's address that are set, for the API and for links that keep them. */
export function asked<Name extends string>(
  query: URLSearchParams,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const given = names.map((name) => [name, query.get(name)?.trim()] as const)
  return Object.fromEntries(given.filter(([, value]) => value)) as Partial<Record<Name, string>>
}

/** One of the choices, or nothing: addresses are typed by people, too. */
export function oneOf<Choice extends string>(text: string | undefined, choices: readonly Choice[]): Choice | undefined {
  return choices.find((choice) => choice === text)
}

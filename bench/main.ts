/** `npm run bench` measures everything, `npm run bench browse` one. Each prints its figures and, last, one JSON line (design: docs/performance.md). */
const benches: Record<string, () => Promise<{ run(): Promise<void> }>> = {
  browse: () => import('./browse.ts'),
  remind: () => import('./remind.ts'),
  deliveries: () => import('./deliveries.ts'),
  rush: () => import('./rush.ts'),
  session: () => import('./session.ts'),
  room: () => import('./room.ts'),
}

const asked = process.argv.slice(2)
for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
  const bench = benches[name]
  if (!bench) throw new Error(`There is no bench "${name}"; there are ${Object.keys(benches).join(', ')}.`)
  await (await bench()).run()
}

import type { Carrier } from './bus.ts'
import type { Redis } from './redis.ts'

const channel = 'conflux:news'

/** Carries messages by Redis' publish and subscribe. */
export function redisCarrier(redis: Redis): Carrier {
  return {
    async send(text) {
      await redis.ask((client) => client.publish(channel, text))
    },
    listen(heard, gap) {
      const listener = redis.another()
      let wasThere = false
      // After the client has subscribed again, which it does by itself.
      listener.on('ready', () => {
        if (wasThere) gap()
        wasThere = true
      })
      void listener.subscribe(channel, heard).catch(() => {})
    },
    // Its connections are those of Redis.
    close: async () => {},
  }
}

-- Calls counted by several processes together, where there is no Redis: an address or a person under the name of a limit. Unlogged, so that counting
-- waits for no disk; after a crash of the database counting begins anew.
create unlogged table rate_limit (
  key varchar(255) primary key,
  points integer not null default 0,
  -- Milliseconds since 1970, in UTC.
  expire bigint
);
create index rate_limit_expire on rate_limit (expire);

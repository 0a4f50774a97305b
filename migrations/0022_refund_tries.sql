-- How often people had a refund tried again that failed. Providers repeat their answer to a request they know, so that each try is one of its own.

alter table refund add column tries integer not null default 0
  constraint refund_tries_check check (tries >= 0);

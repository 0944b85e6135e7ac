-- A reward that is none of the other kinds: handed over by hand, without an address.
ALTER TABLE "reward"
  DROP CONSTRAINT "reward_kind",
  ADD CONSTRAINT "reward_kind" CHECK ("kind" IN ('physical', 'code', 'access', 'experience', 'donation', 'raffle', 'other'));

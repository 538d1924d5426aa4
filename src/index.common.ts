// What all entry points share: the engine plugged into the frames, and the public names.

import {
  collect,
  collectSync,
  configure,
  memoryUsage,
  openSources,
  pipelines,
  setThreadPoolSize,
  threadPoolSize,
} from "./engine/session.js";
import { runAsync, runSync } from "./engine/step.js";
import { createDataFrame, expressions, type Pl, setEagerFrame, setRunner } from "./frame/index.js";
import { readParquet, scanParquet } from "./frame/parquet.js";
import { optimize } from "./optimize/index.js";
import { explain, type Plan, schemaOf } from "./plan/index.js";

setRunner({
  collect: async (plan, options) => (await collect(plan, options)).data,
  collectSync: (plan, options) => collectSync(plan, options).data,
  profile: (plan, options) => collect(plan, options, true),
  explain: (plan, { optimized, physical }) => {
    runSync(openSources(plan));
    if (physical) return pipelines(plan);
    return explain(optimized ? optimize(plan) : plan);
  },
  schema: (plan) => {
    runSync(openSources(plan));
    return schemaOf(plan);
  },
  openSchema: async (plan: Plan) => {
    await runAsync(openSources(plan));
    return schemaOf(plan);
  },
});
setEagerFrame(createDataFrame);

export const pl: Pl = { ...expressions, scanParquet, readParquet, threadPoolSize, setThreadPoolSize, configure, memoryUsage };

export * from "./frame/public.js";

// The arguments of `unpivot`, as the plan wants them.

import type { Plan } from "../plan/index.js";
import { columnNames, nameOf } from "./arguments.js";
import type { UnpivotOptions } from "./typing/unpivot.js";

export function unpivotNode(input: Plan, idVars: unknown, valueVars: unknown, { variableName, valueName }: UnpivotOptions): Plan {
  return {
    kind: "Unpivot",
    input,
    idVars: columnNames([idVars], "unpivot"),
    ...(valueVars === undefined ? {} : { valueVars: columnNames([valueVars], "unpivot") }),
    variableName: nameOf(variableName ?? "variable", "unpivot: variableName"),
    valueName: nameOf(valueName ?? "value", "unpivot: valueName"),
  };
}

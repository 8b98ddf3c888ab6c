"""Optuna as a peer: asks for points line by line on stdout, gets their values line by line on stdin.

Each task is one line {"space": [...], "objectives": 1, "sampler": "...", "seed": 0, "trials": 100}; every answer to it is
{"point": {...}} or, behind the last trial, {"done": true, "seconds": ...}, the time inside the sampler. The values, one for
each objective, come from the bench, so that both sides are measured on the same code.
"""

import json
import re
import sys
import time
import warnings

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")


def sampler_named(name, seed):
    if name == "random":
        return optuna.samplers.RandomSampler(seed=seed)
    if name == "sobol":
        return optuna.samplers.QMCSampler(seed=seed, qmc_type="sobol", scramble=True)
    if name == "tpe":
        return optuna.samplers.TPESampler(seed=seed)
    if name == "nsga2":
        return optuna.samplers.NSGAIISampler(seed=seed)
    if name == "gp":
        return optuna.samplers.GPSampler(seed=seed)
    if name == "cmaes":
        return optuna.samplers.CmaEsSampler(seed=seed)
    raise ValueError(name)


def is_active(axis, point):
    when = axis.get("when")
    if when is None:
        return True
    name, value = re.fullmatch(r'(\w+) == "(.*)"', when).groups()
    return point.get(name) == value


def suggest(trial, name, dimension):
    kind = dimension["kind"]
    if kind == "constant":
        return dimension["value"]
    if kind == "choice":
        return trial.suggest_categorical(name, dimension["values"])
    log = dimension["scale"] == "log"
    step = dimension.get("quantum")
    if kind == "int":
        return trial.suggest_int(name, dimension["min"], dimension["max"], log=log, step=step or 1)
    return trial.suggest_float(name, dimension["min"], dimension["max"], log=log, step=step)


def say(message):
    print(json.dumps(message), flush=True)


def run(task):
    sampler = sampler_named(task["sampler"], task["seed"])
    study = optuna.create_study(directions=["minimize"] * task["objectives"], sampler=sampler)
    seconds = 0.0
    for _ in range(task["trials"]):
        started = time.perf_counter()
        trial = study.ask()
        point = {}
        for axis in task["space"]:
            if is_active(axis, point):
                point[axis["name"]] = suggest(trial, axis["name"], axis["dimension"])
        seconds += time.perf_counter() - started
        say({"point": point})
        study.tell(trial, json.loads(sys.stdin.readline()))
    say({"done": True, "seconds": seconds})


for line in iter(sys.stdin.readline, ""):
    run(json.loads(line))

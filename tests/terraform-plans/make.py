#!/usr/bin/env python3
"""Makes the plans of the Terraform fixtures: real plans, by a real Terraform, without an account or a registry.

    make.py --terraform terraform [--mirror FOLDER] [PROJECT ...]

A project is a folder of fixtures/templates/terraform. Its sources are copied, planned and printed with
`terraform show -json`; only the moment of the plan is taken out. Two kinds of provider are used:

- `3.39.0`, `5.100.0`: the AWS provider of that version, from a filesystem mirror (`--mirror`). It plans without
  credentials: nothing is looked up, and every endpoint is a closed port of this machine.
- `stand-in`: standin.py beside this file, for resource types that are newer. It has schemas and no behaviour: it
  leaves what is configured and computes nothing. It runs on the Python that runs this script, which needs the
  PyPI package `tf` (1.2.0).

Terraform's version is in each plan; the fixtures were made with 1.11.4.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE.parents[1] / "fixtures" / "templates" / "terraform"

# Project -> provider, and variables for the command line.
PROJECTS = {
    "caches": ("3.39.0", []),
    "files": ("3.39.0", []),
    "network": ("3.39.0", []),
    "objects": ("3.39.0", []),
    "overrides": ("3.39.0", []),
    "redshift": ("3.39.0", []),
    "roles": ("3.39.0", []),
    "rotation": ("3.39.0", []),
    "serverless": ("5.100.0", []),
    "streaming": ("5.100.0", []),
    "users": ("stand-in", []),
}

SERVICES = "acm acmpca ec2 elasticache iam kafka kms lambda redshift s3 secretsmanager sts".split()
NEWER = ["kafkaconnect", "redshiftdata", "redshiftserverless"]

OFFLINE = """
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "%s"
    }
  }
}
provider "aws" {
  access_key                  = "AKIAFAKE"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  endpoints {
%s
  }
}
"""


def offline(version):
    services = SERVICES + ([] if version.startswith("3.") else NEWER)
    return OFFLINE % (version, "\n".join(f'    {service} = "http://127.0.0.1:1"' for service in services))


def run(command, folder, environment):
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} in {folder.name}:\n{done.stdout}{done.stderr}")
    return done.stdout


def make(project, terraform, mirror, work):
    provider, variables = PROJECTS[project]
    folder = work / project
    shutil.copytree(FIXTURES / project, folder, ignore=shutil.ignore_patterns("plan.json"))
    settings = work / f"{project}.tfrc"
    if provider == "stand-in":
        binaries = work / "bin"
        binaries.mkdir(exist_ok=True)
        plugin = binaries / "terraform-provider-aws"
        plugin.write_text(f"#!/bin/sh\nexec {sys.executable} {HERE / 'standin.py'} \"$@\"\n")
        plugin.chmod(0o755)
        settings.write_text(
            f'provider_installation {{\n  dev_overrides {{\n    "hashicorp/aws" = "{binaries}"\n  }}\n}}\n'
        )
    else:
        if mirror is None:
            sys.exit(f"{project} needs the provider {provider}: --mirror FOLDER")
        (folder / "zz_offline_override.tf").write_text(offline(provider))
        settings.write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n')
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(work),
        "TF_CLI_CONFIG_FILE": str(settings),
        "CHECKPOINT_DISABLE": "1",
        "TF_IN_AUTOMATION": "1",
    }
    # With an overridden provider there is nothing to initialise but modules.
    command = [terraform, "get", "-no-color"] if provider == "stand-in" else [terraform, "init", "-no-color"]
    run(command, folder, environment)
    plan = [terraform, "plan", "-no-color", "-input=false", "-refresh=false", "-lock=false", "-out=made.tfplan"]
    run(plan + variables, folder, environment)
    document = json.loads(run([terraform, "show", "-json", "-no-color", "made.tfplan"], folder, environment))
    document.pop("timestamp", None)
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    if str(work) in text:
        sys.exit(f"{project}: a path of this machine is in the plan")
    (FIXTURES / project / "plan.json").write_text(text + "\n")
    print(project, len(document.get("resource_changes", [])), "resources")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--terraform", default="terraform")
    arguments.add_argument("--mirror", type=pathlib.Path)
    arguments.add_argument("projects", nargs="*", default=sorted(PROJECTS))
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as work:
        for project in given.projects:
            make(project, given.terraform, given.mirror, pathlib.Path(work))


if __name__ == "__main__":
    main()

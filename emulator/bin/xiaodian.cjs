#!/usr/bin/env node
'use strict';
require('./start.cjs').load('cli.ts').main(process.argv.slice(2));

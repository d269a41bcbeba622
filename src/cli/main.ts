/** The command line. */
process.stdout.write('usage: async-doctor check|fix|explain|rules\n');

using Kernel1;

// The samples on the command line, filtered.
int[] samples = args.Length > 0 ? [.. args.Select(int.Parse)] : [1, 0, 0, 0, 0];
Console.WriteLine(string.Join(' ', new Kernel1Kernel().Filter(samples)));

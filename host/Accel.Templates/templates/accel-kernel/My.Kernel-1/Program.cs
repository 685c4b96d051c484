// Filters samples on an Accel device:
//
//     My.Kernel-1 [DEVICE [SAMPLE...]]        for instance: My.Kernel-1 serial:/dev/ttyUSB1 1 2 3
//
// Without a device it is sim:, which runs the kernel's RTL cycle by cycle.
using Accel;
using Accel.Host;
using Accel.Host.Proxies;
using My.Kernel_1;

try
{
    string address = args is [var named, ..] ? named : "sim:";
    int[] samples = args.Length > 1 ? [.. args.Skip(1).Select(int.Parse)] : [1, 0, 0, 0, 0];
    await using var device = await AccelDevice.OpenAsync(address, new DeviceOptions { Kernel = typeof(My_Kernel_1Kernel) });

    // The kernel as before, but that its entry point runs on the device. The plain C# runs beside it, and a cell that differs is an error.
    var kernel = device.Proxy(new My_Kernel_1Kernel(), new ProxyOptions
    {
        Verify = true,
        Ran = run => Console.WriteLine($"{address} took {run.Cycles} cycles at {run.ClockHz / 1e6} MHz"),
    });
    Console.WriteLine(string.Join(' ', kernel.Filter(samples)));
    return 0;
}
catch (Exception e) when (e is AccelException or FormatException or OverflowException)
{
    Console.Error.WriteLine(e.Message);
    if (e is AccelException { Remedy: { } remedy })
    {
        Console.Error.WriteLine($"  try: {remedy}");
    }

    return 1;
}

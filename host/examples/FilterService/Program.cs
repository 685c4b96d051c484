// A web service that filters samples on Accel devices. The addresses are in appsettings.json; the filter is ready before the service is.
using Accel.Host;
using FilterService;
using Hast.Transformer.SimpleMemory;
using Microsoft.AspNetCore.Mvc;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddAccel<Fir>(builder.Configuration.GetSection("Accel"));
builder.Services.AddHealthChecks().AddAccel();

var app = builder.Build();
app.MapHealthChecks("/health");

// The plain C# runs beside the device, and a result that differs from it is an error.
app.MapPost("/filter", async ([FromBody] int[] samples, IKernelDevice device, CancellationToken stop) =>
{
    var memory = SimpleMemory.CreateSoftwareMemory(1 + samples.Length);
    memory.WriteInt32(0, samples.Length);
    for (int i = 0; i < samples.Length; i++)
    {
        memory.WriteInt32(1 + i, samples[i]);
    }

    var run = await device.RunAsync(new Fir().Run, memory, verify: true, stop);
    return new Filtered([.. Enumerable.Range(1, samples.Length).Select(memory.ReadInt32)], run.Cycles);
});
app.Run();

/// <summary>What comes back.</summary>
internal sealed record Filtered(int[] Samples, long Cycles);

// Classifies every picture of a folder on one device or several:
//
// ClassifyFolder MODEL FOLDER DEVICE... for instance: ClassifyFolder digits.safetensors scans serial:/dev/ttyUSB1 pcie:/dev/xdma0
//
// One line a picture on standard output, in the order of the names: file, class, confidence. What goes wrong is told on standard error,
// with what to do.
using Accel;
using Accel.Host;
using Accel.Inputs;
using Accel.Models;

if (args is not [var modelPath, var folder, .. { Length: > 0 } addresses])
{
    Console.Error.WriteLine("usage: ClassifyFolder MODEL FOLDER DEVICE...");
    return 64;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    var model = SpikingTransformerModel.Load(modelPath);
    var pictures = Directory.EnumerateFiles(folder)
        .Where(f => Path.GetExtension(f).ToUpperInvariant() is ".PNG" or ".JPG" or ".JPEG")
        .Order(StringComparer.Ordinal)
        .ToList();

    // Each device has the model once; after that a picture costs its own pixels and the answer. One that is lost comes back by itself.
    await using var pool = await SessionPool.OpenAsync(addresses, model, cancellationToken: stop.Token);

    // Pictures are read as the devices ask for them, so a folder of any size fits in memory.
    var inputs = pictures.Select(f => InputReader.Read(f, model.Configuration)[0].Input);
    int next = 0;
    await foreach (var prediction in pool.InferManyAsync(inputs, stop.Token))
    {
        Console.WriteLine(FormattableString.Invariant($"{Path.GetFileName(pictures[next++])}\t{prediction.Label}\t{prediction.Confidence:0.000}"));
    }

    return 0;
}
catch (AccelException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine($"  try: {e.Remedy}");
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("stopped");
    return 130;
}

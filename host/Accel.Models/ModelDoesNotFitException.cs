namespace Accel.Models;

/// <summary>A sound model needs more than a generated engine provides: a size (tokens, channels, ...) or the width of a number.</summary>
public sealed class ModelDoesNotFitException : AccelException
{
    /// <summary>A number is too wide.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="layer">The layer, for instance <c>block.0.mlp.fc1_conv</c>.</param>
    /// <param name="quantity">What is too wide, for instance <c>membrane</c>.</param>
    /// <param name="channel">The worst channel.</param>
    /// <param name="bitsNeeded">Bits needed, sign included.</param>
    /// <param name="bitsAvailable">Bits that the engine has.</param>
    public ModelDoesNotFitException(string model, string layer, string quantity, int channel, int bitsNeeded, int bitsAvailable)
        : base(
            $"model {PlainText.Name(model)}: {PlainText.Name(layer)}, channel {channel}: the {quantity} needs {bitsNeeded} bits, the engine has {bitsAvailable}",
            "Generate the engine with wider numbers, or quantise the model with smaller weights, biases or shifts.")
    {
        Layer = layer;
        Channel = channel;
        Needed = bitsNeeded;
        Available = bitsAvailable;
    }

    /// <summary>A size is too large.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="quantity">What is too large, for instance <c>tokens</c>.</param>
    /// <param name="needed">How many the model has.</param>
    /// <param name="available">How many the engine has room for.</param>
    public ModelDoesNotFitException(string model, string quantity, long needed, long available)
        : base(
            $"model {PlainText.Name(model)}: it has {needed} {quantity}, the engine has room for {available}",
            "Generate the engine with larger limits, or train a smaller model.")
    {
        Layer = quantity;
        Needed = needed;
        Available = available;
    }

    /// <summary>A part of the network is of a kind that the engine is made without.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="part">What it has, for instance <c>a convolution stem of 4 stages</c>.</param>
    /// <param name="remedy">What to do.</param>
    public ModelDoesNotFitException(string model, string part, string remedy)
        : base($"model {PlainText.Name(model)}: it has {part}, which the engine is made without", remedy) => Layer = part;

    private ModelDoesNotFitException(ModelDoesNotFitException misfit, string remedy)
        : base(misfit.Message, remedy, misfit)
        => (Layer, Channel, Needed, Available) = (misfit.Layer, misfit.Channel, misfit.Needed, misfit.Available);

    /// <summary>The layer, or the size's name.</summary>
    public string Layer { get; }

    /// <summary>The worst channel; null for a size.</summary>
    public int? Channel { get; }

    /// <summary>Bits, or the number of things, that the model needs.</summary>
    public long Needed { get; }

    /// <summary>Bits, or the number of things, that the engine has.</summary>
    public long Available { get; }

    /// <summary>The same misfit with a remedy that whoever knows the engine or the device can name.</summary>
    /// <param name="remedy">What to do.</param>
    public ModelDoesNotFitException With(string remedy) => new(this, remedy);
}

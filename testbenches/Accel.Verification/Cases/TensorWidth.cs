namespace Accel.Verification;

/// <summary>How wide the values of a tensor can become, and how wide the hardware is there.</summary>
/// <param name="Tensor">The tensor's name among the expected ones.</param>
/// <param name="ProvedBits">Two's complement bits that hold every value, proved from the model's weights.</param>
/// <param name="AvailableBits">Bits of the generated engine.</param>
public sealed record TensorWidth(string Tensor, int ProvedBits, int AvailableBits)
{
    /// <summary>Whether a value fits in the proved bits.</summary>
    public bool Fits(long value) => value >= -(1L << (ProvedBits - 1)) && value < 1L << (ProvedBits - 1);
}
